"""The catalogue: files become nodes, nodes records, records a catalogue, and that becomes views, pages and exports."""
