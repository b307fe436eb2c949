package main

import (
	"context"

	"onset/deliver/hook"
	"onset/newsroom"
	"onset/web"
)

// Hooks are commands of the user's own, run where somebody asks for what they do.

// noHook says how a hook is named.
func noHook(name, config string) error {
	return usagef("%s names no command that does this: write hooks: {%s: [PROGRAM, ARGUMENT]} into it", config, name)
}

// Translator implements web.Translator.
func (f front) Translator() string {
	if argv := f.Desk().File.Hooks.Translate; len(argv) > 0 {
		return argv[0]
	}
	return ""
}

// Translate implements web.Translator.
func (f front) Translate(ctx context.Context, sentence, language string) (web.Foreign, error) {
	a, err := translated(ctx, f.Desk(), sentence, language)
	return web.Foreign{By: a.By, Text: a.Text, Cut: a.Cut}, err
}

// translated has the user's command translate a sentence.
func translated(ctx context.Context, d *newsroom.Desk, sentence, language string) (hook.Answer, error) {
	argv := d.File.Hooks.Translate
	if len(argv) == 0 {
		return hook.Answer{}, noHook("translate", d.File.Name)
	}
	return hook.Run(ctx, argv, sentence+"\n", "ONSET_LANGUAGE="+language)
}

// kept has the user's command keep the page of an address.
func kept(ctx context.Context, d *newsroom.Desk, address string) (hook.Answer, error) {
	argv := d.File.Hooks.Archive
	if len(argv) == 0 {
		return hook.Answer{}, noHook("archive", d.File.Name)
	}
	return hook.Run(ctx, argv, address)
}
