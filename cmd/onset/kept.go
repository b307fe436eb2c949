package main

import (
	"sync"
	"time"
)

// kept holds what is slow to read and asked for again and again, for a while.
// Those who ask at the same time wait for one reading.
type kept[T any] struct {
	mu    sync.Mutex
	until time.Time
	value T
}

// get returns the value, read anew when it is older than the while.
func (k *kept[T]) get(while time.Duration, read func() (T, error)) (T, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := time.Now()
	if now.Before(k.until) {
		return k.value, nil
	}
	v, err := read()
	if err == nil {
		k.value, k.until = v, now.Add(while)
	}
	return v, err
}

// keptMost is how many answers are held at once.
const keptMost = 64

// answers holds the answers to different questions.
type answers[T any] struct {
	mu sync.Mutex
	by map[string]*kept[T]
}

// of returns the place of the answer to a question.
func (a *answers[T]) of(question string) *kept[T] {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.by) >= keptMost {
		a.by = nil
	}
	if a.by == nil {
		a.by = map[string]*kept[T]{}
	}
	if a.by[question] == nil {
		a.by[question] = &kept[T]{}
	}
	return a.by[question]
}

// forget drops all answers.
func (a *answers[T]) forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.by = nil
}
