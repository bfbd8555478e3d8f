"""The semantic difference of two versions of a standard, a framework or a policy.

Read off the schemas: the `x-change` of each field names the rule by which its change is judged.
Only the default language counts; lists of things with an id are compared by id, never by place.
Everything here is pure. How to use it:

`versions.version_of(registry, entry)`
    One side of a comparison, as `versions.Version`: the data of the record in the default
    language, the framework that a standard uses, the text of a policy. The two sides may come
    from two registries, such as the base and the head of a pull request.
`versions.previous_of(registry, entry)`
    The version that this one follows (given-up drafts left out), or None for the first.
`compare.difference_of(before, after)`
    The `model.Difference` of two `Version`s: `changes`, and `class_`, the highest of theirs
    (None where nothing changed); `with_class(name)` gives those of one class.
`groups.groups(difference)`
    The changes by subject, the most important first: `Group(subjects, changes)`. One change that
    three or more subjects share, such as a level reworded for all, is one group of them.
`classes.class_of(changes)`, `classes.at_least(one, other)`, `classes.CLASSES` (lowest first)
    The order editorial < clarifying < additive < breaking.
`classes.next_version(version, class_)`
    `2.1` is followed by `3.0` where the change is breaking, and else by `2.2`.
`sentence.sentence(change)`
    One `model.FieldChange` as a plain English sentence without its subject, such as
    "gate raised from `partial` to `meets` (stricter)", in `pieces.Piece`s that say how each is
    set: plain, code, quoted (a text of a record), removed, added.
    `sentence.heading(*group.subjects)` names what it is about, `sentence.summary(difference)` is
    the one line above all, `sentence.title(difference)` says what is compared.
`formats.text(difference)`, `formats.markdown(difference, escape=…)`, `formats.as_json(difference)`
    The whole; `formats.one_line(change)` is one sentence with its subject. Markdown takes the
    escape filter `registry.site.markdown.escape.escape` as an argument, because that stands above
    this package.

A `FieldChange` has `path` (ids instead of row numbers), `subject`, `label`, `verb`, `effect`,
`class_`, `before`, `after`, `words` (kept, removed, added), `whom` it concerns, `before_at` and
`after_at` (where it stands in the two files, for `Document.span`), `inherited` (the framework that
it comes from, where a standard changes because its framework does), `elsewhere` (the competency
that a text moved to or came from) and `hint` (a remark for people; never a ground for the class).
"""
