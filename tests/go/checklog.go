// Checklog reads a log as a stranger would, with nothing but Go's own code for checksum databases.
//
//	checklog DIR VKEY...
//
// DIR holds checkpoint, checkpoints/<size>, tile/…, and what is to be proved:
// proofs/<name>.tlog-proof and consistency/<old>-<size> (a hash in base64 a line).
// It prints what it accepted, or fails with the first thing that it did not.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8 // of a tile: 256 hashes

func main() {
	log.SetFlags(0)
	dir := os.Args[1]
	var verifiers []note.Verifier // of one log: its key may have been replaced
	for _, vkey := range os.Args[2:] {
		verifier, err := note.NewVerifier(vkey)
		must(err)
		verifiers = append(verifiers, verifier)
	}
	trees := map[int64]tlog.Tree{}
	for _, path := range glob(dir, "checkpoints/*") {
		tree := open(read(path), verifiers)
		if filepath.Base(path) != fmt.Sprintf("%09d", tree.N) {
			log.Fatalf("%s is of size %d", path, tree.N)
		}
		hashes := tlog.TileHashReader(tree, tiles{dir})
		root, err := tlog.TreeHash(tree.N, hashes)
		must(err)
		if root != tree.Hash {
			log.Fatalf("the tiles of size %d have root %v", tree.N, root)
		}
		checkLeaves(dir, tree, hashes)
		trees[tree.N] = tree
	}
	newest := open(read(filepath.Join(dir, "checkpoint")), verifiers)
	if trees[newest.N] != newest {
		log.Fatal("the newest checkpoint is none of the checkpoints")
	}
	proofs := checkProofs(dir, verifiers, newest)
	steps := checkGrowth(dir, trees)
	fmt.Printf("size %d, %d checkpoints, %d inclusion proofs, %d consistency proofs\n",
		newest.N, len(trees), proofs, steps)
}

// open verifies a signed checkpoint. Go knows the form, but under a fixed first line.
func open(data []byte, verifiers []note.Verifier) tlog.Tree {
	opened, err := note.Open(data, note.VerifierList(verifiers...))
	must(err)
	origin, rest, _ := strings.Cut(opened.Text, "\n")
	if origin != verifiers[0].Name() {
		log.Fatalf("a checkpoint of %q, not of %q", origin, verifiers[0].Name())
	}
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + rest))
	must(err)
	return tree
}

// checkLeaves compares the entries in the bundles with the hashes of level 0.
func checkLeaves(dir string, tree tlog.Tree, hashes tlog.HashReader) {
	var indexes []int64
	for i := int64(0); i < tree.N; i++ {
		indexes = append(indexes, tlog.StoredHashIndex(0, i))
	}
	leaves, err := hashes.ReadHashes(indexes)
	must(err)
	for i, entry := range entries(dir, tree.N) {
		if tlog.RecordHash(entry) != leaves[i] {
			log.Fatalf("entry %d is not the one that was hashed", i)
		}
	}
}

func entries(dir string, size int64) [][]byte {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := size - n*256
		if width > 256 {
			width = 256
		}
		bundle := readTile(dir, tlog.Tile{H: height, L: -1, N: n, W: int(width)})
		for ; width > 0; width-- {
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			all = append(all, bundle[2:end])
			bundle = bundle[end:]
		}
	}
	return all
}

func checkProofs(dir string, verifiers []note.Verifier, newest tlog.Tree) int {
	all := entries(dir, newest.N)
	paths := glob(dir, "proofs/*.tlog-proof")
	for _, path := range paths {
		head, checkpoint, found := bytes.Cut(read(path), []byte("\n\n"))
		lines := strings.Split(string(head), "\n")
		if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
			log.Fatalf("%s is no proof", path)
		}
		lines = lines[1:]
		if strings.HasPrefix(lines[0], "extra ") {
			lines = lines[1:]
		}
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
		must(err)
		tree := open(checkpoint, verifiers)
		proof := tlog.RecordProof(parseHashes(lines[1:]))
		leaf := tlog.RecordHash(all[index])
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf))
	}
	return len(paths)
}

func checkGrowth(dir string, trees map[int64]tlog.Tree) int {
	paths := glob(dir, "consistency/*")
	for _, path := range paths {
		var old, size int64
		_, err := fmt.Sscanf(filepath.Base(path), "%d-%d", &old, &size)
		must(err)
		proof := tlog.TreeProof(parseHashes(strings.Fields(string(read(path)))))
		must(tlog.CheckTree(proof, size, trees[size].Hash, old, trees[old].Hash))
	}
	return len(paths)
}

func parseHashes(lines []string) []tlog.Hash {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		must(err)
		if base64.StdEncoding.EncodeToString(hash[:]) != line {
			log.Fatalf("%q is not written as Go writes it", line)
		}
		hashes = append(hashes, hash)
	}
	return hashes
}

// tiles reads tiles from the folder; Go checks what they say against the checkpoint.
type tiles struct{ dir string }

func (t tiles) Height() int                         { return height }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		data = append(data, readTile(t.dir, tile)[:tile.W*tlog.HashSize])
	}
	return data, nil
}

// readTile reads a tile, or the full one where the partial one is gone.
func readTile(dir string, tile tlog.Tile) []byte {
	data, err := os.ReadFile(tilePath(dir, tile))
	if os.IsNotExist(err) {
		tile.W = 1 << height
		data, err = os.ReadFile(tilePath(dir, tile))
	}
	must(err)
	return data
}

// tilePath is Go's path without the height, and with C2SP's name for the entries.
func tilePath(dir string, tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
	if rest := strings.TrimPrefix(path, "data/"); rest != path {
		path = "entries/" + rest
	}
	return filepath.Join(dir, "tile", filepath.FromSlash(path))
}

func glob(dir, pattern string) []string {
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	must(err)
	return paths
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	must(err)
	return data
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
