// Package pages reads the archive for whoever shows it: the pages, the API and the
// tools of agents. A [Reader] puts together what package web asks for out of the
// store, the rules in force and bulletins; what it is asked again and again it keeps
// in memory, for as long as the store says that nothing was altered. An [Editor] puts
// what people add on a page into the rules file.
package pages
