package main

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"sync"

	_ "github.com/mattn/go-sqlite3"
	"github.com/mmcdole/gofeed"
)

// schema is the least that keeps articles, and what a feed was when it was fetched.
const schema = `
CREATE TABLE IF NOT EXISTS feed(address TEXT PRIMARY KEY, etag TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article(hash BLOB PRIMARY KEY, feed TEXT, url TEXT, title TEXT, text TEXT, published TEXT);`

// plain is the script: it fetches feeds, sixteen at once, and stores the articles
// that it does not have, each feed in one transaction.
func plain(file string, addresses []string) error {
	db, err := sql.Open("sqlite3", file+"?_journal_mode=WAL&_synchronous=NORMAL")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(schema); err != nil {
		return err
	}
	var group sync.WaitGroup
	var mu sync.Mutex
	var failed error
	places := make(chan struct{}, 16)
	for _, address := range addresses {
		group.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			if err := ingest(db, address); err != nil {
				mu.Lock()
				failed = errors.Join(failed, err)
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return failed
}

// ingest fetches and stores one feed.
func ingest(db *sql.DB, address string) error {
	var known string
	if err := db.QueryRow("SELECT etag FROM feed WHERE address = ?", address).Scan(&known); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	request.Header.Set("If-None-Match", known)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusNotModified {
		return nil
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return keep(db, address, answer.Header.Get("ETag"), feed)
}

func keep(db *sql.DB, address, etag string, feed *gofeed.Feed) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, i := range feed.Items {
		hash := sha256.Sum256([]byte(i.Link + i.Title + i.Description))
		if _, err := tx.Exec("INSERT OR IGNORE INTO article VALUES (?, ?, ?, ?, ?, ?)", hash[:], address, i.Link, i.Title, i.Description, i.Published); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("INSERT OR REPLACE INTO feed VALUES (?, ?)", address, etag); err != nil {
		return err
	}
	return tx.Commit()
}
