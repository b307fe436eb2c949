package timeline

// Surge statistics: in work.
