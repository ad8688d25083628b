"""The search index: what the browser needs to find an innovation by its words, in pieces small enough to fetch.

Terms are the roots of words, found here with a dictionary; the browser, which has none, strips affixes by rule and
is told wherever that gives something else. `templates/assets/search.js` is the other half.
"""
