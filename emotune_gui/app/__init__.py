"""The composition root of the window: builds and joins everything. The only room beside `ui`
that knows Qt."""
