/** A text, or its parts the way lingui compiles them: `[name]` is a value, `[name, 'plural', cases]` a choice by number. */
export type Text = string | TextPart[];

type TextPart =
  | string
  | [name: string]
  | [name: string, type: 'plural', cases: Record<string, string | TextPart[]>];
