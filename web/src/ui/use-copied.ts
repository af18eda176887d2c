import { useEffect, useState } from "react";
import { copyText } from "@/ui/copy-text";

/** How long a button says that it has copied. */
const SAID_MS = 2000;

/** Whether a text was copied a moment ago, and what copies one; that answers whether the browser let it. */
export function useCopied(): [boolean, (text: string) => Promise<boolean>] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (text: string) => {
    const done = await copyText(text);
    if (done) setCopied(true);
    return done;
  };
  return [copied, copy];
}
