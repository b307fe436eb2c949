package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// shutdownTime is how long requests may take to end when the serving ends.
const shutdownTime = 5 * time.Second

// Serve answers on a listener until ctx ends, and then lets requests end within a few
// seconds. wait returns when all has ended.
func Serve(ctx context.Context, l net.Listener, h http.Handler) (wait func() error) {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	return func() error {
		select {
		case err := <-served:
			return err
		case <-ctx.Done():
		}
		bounded, stop := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
		defer stop()
		err := server.Shutdown(bounded)
		if errors.Is(err, context.DeadlineExceeded) {
			err = server.Close()
		}
		<-served
		return err
	}
}

// Loopback tells whether only this machine can reach an address.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
