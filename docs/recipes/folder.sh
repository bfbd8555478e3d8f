#!/bin/sh
# The same with the ledger in a folder of its own, on one computer and without any remote.
#   SEED_FILE   a file that only you can read, with the line that `sealbook key new` printed
#   LEDGER      the folder, such as ../ledger; nobody else may seal from a copy of it
#   HOST        where the site goes
set -eu
sealbook check
git init --quiet --initial-branch ledger "$LEDGER"
SEALBOOK_SEED="$(cat "$SEED_FILE")" sealbook seal --ledger "$LEDGER" --live --heartbeat-after 3
git -C "$LEDGER" add --all
git -C "$LEDGER" commit --quiet --allow-empty --message "Seal"
sealbook build --ledger "$LEDGER" --twice
sealbook audit build/site --ledger "$LEDGER" --live
rsync --recursive --times --delete --delay-updates build/site/ "$HOST/"
sealbook live build/site --wait 60
