"""The knowledge of places behind briefmap, and the build that compiles it.

`extracts/` holds facts cut out of public data sets (`sources.toml` says which), `curated/` what the editors wrote.
`python -m gazetteer.build` compiles both into the one file that briefmap ships. It needs nothing but the
standard library and `briefmap.arabic`, whose normaliser serves the build and every look-up alike.
"""
