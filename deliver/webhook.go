package deliver

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"onset/tracker/rulefile"
)

// webhook posts the message as JSON. Only an answer of class 2xx counts.
func (s Sender) webhook(ctx context.Context, c rulefile.Channel, m Message) error {
	address, err := s.address(c)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(m.JSON))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", m.Key)
	req.Header.Set("User-Agent", s.Agent)
	if c.PasswordEnv != "" {
		token, err := s.secret(c.PasswordEnv, "token")
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := poster.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(res.Body, 300)) // for a person; what is missing of it is no fault
	if res.StatusCode/100 == 2 {
		return nil
	}
	err = fmt.Errorf("the receiver answered %s: %s", res.Status, strings.Join(strings.Fields(string(said)), " "))
	if to := res.Header.Get("Location"); res.StatusCode/100 == 3 && to != "" {
		err = fmt.Errorf("the receiver has moved (%s) to %s: write that address", res.Status, to)
	}
	if seconds, bad := strconv.Atoi(res.Header.Get("Retry-After")); bad == nil && seconds > 0 {
		return Later{time.Duration(seconds) * time.Second, err}
	}
	return err
}

// poster follows no redirect: a POST that is sent elsewhere takes its token
// along, or arrives as a GET.
var poster = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
