import type { MessageDescriptor } from "@lingui/core";
import { type ComponentType, lazy, type ReactNode, Suspense, useReducer } from "react";
import { loadAgain } from "@/ui/load-again";
import { PartBoundary } from "@/ui/part-boundary";
import { PartTrouble } from "@/ui/part-trouble";

interface LazyPartSettings<P> {
  /** What it is, to begin a sentence with: "The editor". */
  name: string | MessageDescriptor;
  /** What stands there while it comes. */
  waiting?: ReactNode;
  /** Puts the word of its failure where the part would be; for a dialog, into one. */
  around?: (trouble: ReactNode, props: P) => ReactNode;
}

/** A part of a page whose code comes when it is first shown. */
type LazyPart<P> = ComponentType<P> & {
  /** Fetches the code ahead; what fails now is fetched again when it is shown. */
  preload: () => Promise<void>;
};

/**
 * Makes a lazily loaded part that fails in its own place: where its code does not come, or it stops
 * working, it says so and offers "Try again", and the page around it goes on.
 */
export function lazyPart<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
  { name, waiting = null, around = (trouble) => trouble }: LazyPartSettings<P>,
): LazyPart<P> {
  let attempts = 0;
  const fetchPart = () => (attempts === 0 ? load() : loadAgain(load, attempts));
  // One for all places: React remembers in it what came, and that it did not come.
  let Loaded = lazy(fetchPart);
  const startAnew = () => {
    attempts += 1;
    Loaded = lazy(fetchPart);
  };
  function Part(props: P) {
    const [, redraw] = useReducer((n: number) => n + 1, 0);
    const onAgain = () => {
      startAnew();
      redraw();
    };
    const failed = (again: () => void) =>
      around(<PartTrouble name={name} again={again} stubborn={attempts > 0} />, props);
    return (
      <PartBoundary onAgain={onAgain} failed={failed}>
        <Suspense fallback={waiting}>
          <Loaded {...props} />
        </Suspense>
      </PartBoundary>
    );
  }
  const preload = () => load().then(() => {}, startAnew);
  return Object.assign(Part, { preload });
}
