import { t } from "@lingui/core/macro";

/** What the server calls the notes that every room has. */
const GIVEN = "Notes";

/** What notes are called: in the language that is spoken, unless a person named them. */
export const notesTitle = (title: string): string => (title === GIVEN ? t`Notes` : title);
