// Puts keys with a lease into etcd through its own client, many at a time, and prints how many a second it took.
//
// What costs etcd something and is not the put itself is done before the clock starts: every key's lease is granted
// already, and so many puts have been made that server and client are warm. A registry has to do both with every
// registration.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/etcd/clientv3"
)

func main() {
	endpoint := flag.String("endpoint", "http://127.0.0.1:2379", "where etcd listens")
	connections := flag.Int("connections", 64, "connections; the putters share them")
	putters := flag.Int("putters", 64, "puts under way at a time")
	warmUp := flag.Int("warm-up", 20000, "puts that are not counted, before")
	count := flag.Int("count", 50000, "puts")
	flag.Parse()

	clients := make([]*clientv3.Client, *connections)
	for i := range clients {
		client, err := clientv3.New(clientv3.Config{Endpoints: []string{*endpoint}, DialTimeout: 10 * time.Second})
		if err != nil {
			log.Fatal(err)
		}
		defer client.Close()
		clients[i] = client
	}

	leases := make([]clientv3.LeaseID, *count)
	share(*putters, *count, func(putter, i int) error {
		lease, err := clients[putter%len(clients)].Grant(context.Background(), 3600)
		if err == nil {
			leases[i] = lease.ID
		}
		return err
	})
	put := func(putter, i int) error {
		key := fmt.Sprintf("/skydns/svc/z1/s%d/i%d", i/3, i%3)
		value := fmt.Sprintf(`{"host":"10.%d.%d.%d","port":8080}`, i/3>>8&255, i/3&255, i%3+1)
		_, err := clients[putter%len(clients)].Put(context.Background(), key, value, clientv3.WithLease(leases[i%len(leases)]))
		return err
	}

	share(*putters, *warmUp, func(putter, i int) error { return put(putter, *count+i) })
	start := time.Now()
	share(*putters, *count, put)
	elapsed := time.Since(start)
	fmt.Printf("puts: %d in %.2f s, %.0f/s\n", *count, elapsed.Seconds(), float64(*count)/elapsed.Seconds())
}

// share has several putters do a number of things, each the next one that is left.
func share(putters, count int, do func(putter, i int) error) {
	var next int64 = -1
	var all sync.WaitGroup
	for putter := 0; putter < putters; putter++ {
		all.Add(1)
		go func(putter int) {
			defer all.Done()
			for i := int(atomic.AddInt64(&next, 1)); i < count; i = int(atomic.AddInt64(&next, 1)) {
				if err := do(putter, i); err != nil {
					log.Fatal(err)
				}
			}
		}(putter)
	}
	all.Wait()
}
