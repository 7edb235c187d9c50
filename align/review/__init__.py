"""The page where a translator decides on flags: a web app over the project's store.

``snapshot`` holds the current project, ``view`` lays it out, ``rescoring`` checks an edited sentence at once, ``beads``
changes the alignment, ``guards`` keep strangers out, ``app`` combines the routes and ``server`` runs them. The
browser's part is in ``static``: small modules without a build step.
"""
