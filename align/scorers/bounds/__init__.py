"""Bounds and hedges that stand without a figure: 所有 and all, 部分 and some, 至少 and at least."""
