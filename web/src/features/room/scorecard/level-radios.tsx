import { t } from "@lingui/core/macro";
import { useId } from "react";
import type { Competency } from "@/api/types";
import classes from "./scorecard.module.css";
import type { Choice } from "./written";

interface LevelRadiosProps {
  competency: Competency;
  choice: Choice | null;
  choose: (choice: Choice) => void;
}

/** The levels in words, so that nobody has to remember what a number means. */
export function LevelRadios({ competency, choice, choose }: LevelRadiosProps) {
  const name = useId();
  const level = (value: Choice, mark: string, words: string) => (
    <label key={value} className={classes.level}>
      <input
        type="radio"
        name={name}
        checked={choice === value}
        onChange={() => choose(value)}
        className={classes.radio}
      />
      <span className={classes.mark}>{mark}</span>
      <span>{words}</span>
    </label>
  );
  return (
    <div className={classes.levels}>
      {competency.levels.map((words, index) => level(index, String(index), words))}
      {level("insufficient", "–", t`Insufficient evidence: too little of it was seen to tell.`)}
    </div>
  );
}
