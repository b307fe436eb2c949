package main

// channelsHelp is the manual of channels.
const channelsHelp = `Lists the channels, what waits for them, and what keeps it.

Channels stand in the rules file. Passwords, and addresses that are as good as
passwords, stand in the environment; the file holds the names of the variables.

  channels:
    - id: notes               # a file a day: out/2026-02-04.md
      kind: file
      address: out            # a folder, from where the rules file is
      format: md              # md, text, html, json
    - id: desk
      kind: smtp
      address: smtp://mail.example.org:587    # STARTTLS; smtps://…:465 for TLS
      from: Onset <onset@example.org>
      to: [desk@example.org]
      user: onset
      password_env: ONSET_MAIL_PASSWORD
      narratives: [guarantees-are-a-threat]   # only these
    - id: alerts
      kind: webhook
      address: https://hooks.example.org/onset   # or address_env
      password_env: ONSET_HOOK_TOKEN             # sent as a bearer token
      mode: at_once                              # else daily
      kinds: [shift, first_said, correction]     # only these events
    - id: room
      kind: chat              # Slack, Telegram, Matrix, Discord, …
      address_env: ONSET_ROOM # such as slack://hook:…@webhook

A daily channel gets the digest of each day at the time that schedule names, a
quiet day too; days of the last week that were missed while nothing ran are made
up for, each once (older ones are made and kept, not sent). A channel that is
told at once gets a notice of each event of its kinds within a minute. Nothing
old is ever told at once: no imports, nothing that a new rule found, nothing of
the first days of coverage, and to a channel that is added nothing that is older
than a week. When an event of any kind that was marked with "onset
reported" falls, moves or loses its page, every channel that follows its narrative
hears of it, whatever kinds it chose.

What fails is tried again after 1, 2, 4 minutes and so on, at most 6 hours apart,
for 7 days. A letter is claimed before it is sent and noted right after, so a
receiver gets it twice only when Onset dies between the two; it can tell by the
Message-ID of a mail and by the Idempotency-Key of a webhook, which stay the
same. A file is written again with the same name. onset channels shows what
waits and why; onset doctor looks whether each channel can be reached.
`
