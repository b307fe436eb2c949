package discover

// Enough is from how many articles a finder must have learned to tell what is
// new; until then it is learning.
const Enough = enough
