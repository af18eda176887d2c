/** A text to be read; the same words again are another piece of news. */
export interface News {
  number: number;
  text: string;
}

/** Before there is any. */
export const NO_NEWS: News = { number: 0, text: "" };

/** What makes a text the news after those before. */
export const next =
  (text: string) =>
  ({ number }: News): News => ({ number: number + 1, text });

/** A new element for each piece of news: a text that only stays the same is not read again. */
export function Spoken({ news: { number, text } }: { news: News }) {
  return (
    <div aria-live="polite">
      <p key={number}>{text}</p>
    </div>
  );
}
