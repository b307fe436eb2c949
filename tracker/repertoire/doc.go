// Package repertoire tells what became of the lines that somebody uses: which
// are new, which came back, which go on, and which have fallen silent. Somebody
// is a speaker, a group, a source, or everybody.
//
// A line is new when its first appearance lies in the fresh days at the end of a
// span, and back when its appearances there end a silence: longer than a month,
// and than three times its median gap, after at least three days on which it
// appeared. It has fallen silent when it appeared on at least two days and on
// none of the last thirty. Silence counts only the days on which somebody looked:
// while nobody does, nothing comes back and nothing falls silent. What is found
// in the first week of coverage may be older, so it is not called new.
//
//	lines := repertoire.Tell(lines, repertoire.Frame{From: from, To: to, Since: since, Watched: watched})
//	fmt.Println(repertoire.Sentence(lines, frame))
package repertoire
