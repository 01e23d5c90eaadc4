"""Pictures of a briefing: the interactive map and the page around it."""
