"""What the codes of an import stand for."""

from __future__ import annotations

from registry.problem import Explanation

GROUP = "import"
FILE, TREE, TEXT, LOST = "import-file", "import-tree", "import-text", "import-lost"

IMPORTS = (
    Explanation(
        code=FILE,
        group=GROUP,
        rule="A file to import is what its format says: CASE is a CFPackage in JSON, a table has "
        "columns that are known.",
        more="Nothing is written while there is an error. Ask whoever made the file for another "
        "one, or mend it at the place that the message names.",
    ),
    Explanation(
        code=TREE,
        group=GROUP,
        rule="Every statement has a name of its own and stands below one that is there; nothing "
        "stands below itself.",
        more="Nothing is written while there is an error. The message names the statement or the "
        "link, as a JSON pointer or a row.",
    ),
    Explanation(
        code=TEXT,
        group=GROUP,
        rule="Texts of records are plain: tags of HTML and invisible characters are left out, and "
        "a title has one line of at most 200 characters.",
        more="Read what came of the text in the draft, and mend it there.",
    ),
    Explanation(
        code=LOST,
        group=GROUP,
        rule="What a framework has no place for is left out of the draft.",
        more="If it matters, say it elsewhere: in the text of a task, or on a page of your own.",
    ),
)
