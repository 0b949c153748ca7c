"""bulkhead finds what breaks the walls between environments. The program is native; this package only carries it."""
