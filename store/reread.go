package store

import "context"

// Mentioning returns the latest revision of every article that holds a talking
// point and whose text is kept, oldest first.
func (s *Store) Mentioning(ctx context.Context) ([]int64, error) {
	return s.revisionsWhere(ctx, "a.pruned IS NULL AND EXISTS (SELECT 1 FROM mention m WHERE m.article = a.id AND m.superseded IS NULL) ORDER BY a.latest")
}

// ReadBefore returns the latest revisions that a reader older than a version read:
// of articles that hold a talking point, oldest first, and of the others, newest
// first. Texts that were let go can't be read again and are left out.
func (s *Store) ReadBefore(ctx context.Context, version int) (with, without []int64, err error) {
	const holds = "EXISTS (SELECT 1 FROM mention m WHERE m.article = a.id AND m.superseded IS NULL)"
	const read = "a.pruned IS NULL AND a.latest IN (SELECT id FROM revision WHERE reader < ?)"
	if with, err = s.revisionsWhere(ctx, read+" AND "+holds+" ORDER BY a.latest", version); err != nil {
		return nil, nil, err
	}
	without, err = s.revisionsWhere(ctx, read+" AND NOT "+holds+" ORDER BY a.latest DESC", version)
	return with, without, err
}

func (s *Store) revisionsWhere(ctx context.Context, condition string, args ...any) ([]int64, error) {
	var out []int64
	err := s.look(ctx, "looking for texts to read again in", func(t *tx) error {
		return t.each("SELECT a.latest FROM article a WHERE "+condition, args, func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			out = append(out, id)
			return err
		})
	})
	return out, err
}
