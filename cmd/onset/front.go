package main

import (
	"net/http"

	"onset/newsroom"
	"onset/newsroom/pages"
	"onset/web"
)

// front is what is shown of a database, with what only a daemon has.
type front struct {
	*pages.Reader
	metrics  http.Handler // nil: none
	fetchers http.Handler // where fetchers elsewhere work for the daemon; else nil
	editor   web.Editor   // nil: the rules file is changed elsewhere
}

func newFront(s pages.Store, d *newsroom.Desk) front { return front{Reader: pages.New(s, d)} }
