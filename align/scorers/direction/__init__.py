"""Words turned into their opposites, and the order of events in time."""
