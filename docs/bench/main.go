// Bench measures what Onset costs beside a plain script that fetches, parses and
// stores the same feeds and does nothing else, in one run:
//
//	cd docs/bench && go run .
//	cd docs/bench && go run . -beside /path/to/an/older/onset
//
// It builds Onset, makes feeds of its own and serves them on loopback. Figures are CPU
// seconds of the process, user and system, so that other work on the machine moves
// them little, and what counts are the ratios; each is the median of the rounds, in
// which all programs take turns. It is a module of its own, so that Onset does not
// depend on what the script uses.
package main

import (
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	feeds := flag.Int("feeds", 100, "feeds")
	items := flag.Int("items", 20, "articles a feed, of about 4 KB")
	rules := flag.Int("rules", 10000, "the most talking points that are measured, beside a tenth of them")
	rounds := flag.Int("rounds", 3, "rounds, of which the median counts")
	beside := flag.String("beside", "", "another program to measure: a path")
	ingest := flag.String("ingest", "", "be the plain script: the file to store into")
	flag.Parse()
	if *ingest != "" {
		if err := plain(*ingest, flag.Args()); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := bench(*feeds, *items, *rules, *rounds, *beside); err != nil {
		log.Fatal(err)
	}
}

// task is something that a program does, in a folder of its own.
type task struct {
	name    string
	program string   // its column; "" for the script
	args    []string // of the program
	unit    string   // the task of the script that it is compared with; "" for none
}

// cost is what a process used.
type cost struct {
	cpu  time.Duration
	peak int64 // KB
}

func bench(feeds, items, rules, rounds int, beside string) error {
	dir, err := os.MkdirTemp("", "onset-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	programs := map[string]string{"onset": filepath.Join(dir, "onset")}
	build := exec.Command("go", "build", "-o", programs["onset"], "./cmd/onset")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building onset: %w\n%s", err, out)
	}
	if beside != "" {
		programs["beside"] = beside
	}
	c := newCorpus(feeds, items, rules)
	server := c.serve()
	defer server.Close()
	self, err := os.Executable()
	if err != nil {
		return err
	}
	costs := map[string][]cost{}
	var tasks []task
	for round := range rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, rounds)
		at := filepath.Join(dir, fmt.Sprint(round))
		if tasks, err = c.tasks(at, server.URL, programs); err != nil {
			return err
		}
		for _, t := range tasks {
			program := programs[t.program]
			if t.program == "" {
				program = self
			}
			used, err := run(program, t.args)
			if err != nil {
				return fmt.Errorf("%s: %w", t.name, err)
			}
			costs[t.program+t.name] = append(costs[t.program+t.name], used)
		}
	}
	table(tasks, costs, feeds*items)
	return nil
}

// tasks are what is measured, in order.
func (c *corpus) tasks(dir, url string, programs map[string]string) ([]task, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	plain := append([]string{"-ingest", filepath.Join(dir, "plain.db")}, c.addresses(url)...)
	tasks := []task{{name: "cold", args: plain}, {name: "unchanged", args: plain}}
	for _, rules := range []int{c.rules / 10, c.rules} {
		file := filepath.Join(dir, fmt.Sprintf("%d.yaml", rules))
		if err := os.WriteFile(file, c.rulesFile(url, rules), 0o644); err != nil {
			return nil, err
		}
		for _, program := range slices.Sorted(maps.Keys(programs)) {
			flags := []string{"--config", file, "--db", filepath.Join(dir, fmt.Sprintf("%s-%d.db", program, rules))}
			of := fmt.Sprintf(", %d rules", rules)
			tasks = append(tasks,
				task{"cold" + of, program, append([]string{"poll"}, flags...), "cold"},
				task{"unchanged" + of, program, append([]string{"poll"}, flags...), "unchanged"},
				task{"timeline" + of, program, append([]string{"timeline"}, flags...), ""})
		}
	}
	for _, program := range slices.Sorted(maps.Keys(programs)) {
		tasks = append(tasks, task{"version", program, []string{"version"}, ""})
	}
	return tasks, nil
}

// run runs a program to its end.
func run(program string, args []string) (cost, error) {
	cmd := exec.Command(program, args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return cost{}, fmt.Errorf("%s %s: %w\n%s", program, strings.Join(args, " "), err, out)
	}
	used := cmd.ProcessState
	return cost{used.UserTime() + used.SystemTime(), used.SysUsage().(*syscall.Rusage).Maxrss}, nil
}

// table prints the medians, and how many times that of the script each is.
func table(tasks []task, costs map[string][]cost, articles int) {
	fmt.Printf("%d articles, medians\n\n| what | program | CPU s | × plain | articles a CPU s | peak MB |\n|---|---|---|---|---|---|\n", articles)
	for _, t := range tasks {
		m := median(costs[t.program+t.name])
		times, speed := "", ""
		if t.unit != "" {
			times = fmt.Sprintf("%.1f", m.cpu.Seconds()/median(costs[t.unit]).cpu.Seconds())
		}
		if strings.HasPrefix(t.name, "cold") {
			speed = fmt.Sprintf("%.0f", float64(articles)/m.cpu.Seconds())
		}
		program := t.program
		if program == "" {
			program = "plain"
		}
		fmt.Printf("| %s | %s | %.2f | %s | %s | %d |\n", t.name, program, m.cpu.Seconds(), times, speed, m.peak/1024)
	}
}

func median(costs []cost) cost {
	cpu, peak := make([]time.Duration, len(costs)), make([]int64, len(costs))
	for i, c := range costs {
		cpu[i], peak[i] = c.cpu, c.peak
	}
	slices.Sort(cpu)
	slices.Sort(peak)
	return cost{cpu[len(cpu)/2], peak[len(peak)/2]}
}
