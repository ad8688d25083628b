"""From a build to a published folder: the writer, pictures, the last checks and the swap."""
