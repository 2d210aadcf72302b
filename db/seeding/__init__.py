"""seeds/ -> library.db: reading, checking every claim, building, and the audit of what is left out.

The way of a word: `cleaning` makes the article's text, `casefile` reads what an author typed,
`resolve` finds each quote there, `mechanism` and `figures` hold each claim against the quotes,
`seeds` collects it all (or all mistakes), `rows` and `build` write it, `check` reads it back.
"""
