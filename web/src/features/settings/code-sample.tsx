import classes from "./code-sample.module.css";

/** A few lines of code, to judge a font size by. */
export function CodeSample({ fontSize }: { fontSize: number }) {
  return (
    <section className={classes.sample} style={{ fontSize }} aria-label="Sample">
      <pre className={classes.code}>
        <b>def</b> first_repeat(words):{"\n"}
        {"    "}seen = set(){"\n"}
        {"    "}
        <b>for</b> word <b>in</b> words:{"\n"}
        {"        "}
        <b>if</b> word <b>in</b> seen: <b>return</b> word{"\n"}
        {"        "}seen.add(word)
      </pre>
    </section>
  );
}
