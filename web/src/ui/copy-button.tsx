import { Button, type ButtonProps } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { copyText } from "@/ui/copy-text";

interface CopyButtonProps extends ButtonProps {
  text: string;
  /** What it copies, to end a sentence with: "the key". */
  what: string;
}

/** How long the button says that it has copied. */
const SAID_MS = 2000;

/** Copies a text that stands beside it, and says so in its own place. */
export function CopyButton({ text, what, ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    if (await copyText(text)) setCopied(true);
    else
      notifications.show({
        title: "The browser does not let us copy",
        message: `Select ${what} and copy it yourself.`,
      });
  };
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      variant="default"
      leftSection={<Icon size={16} aria-hidden />}
      aria-label={copied ? `Copied ${what}` : `Copy ${what}`}
      onClick={copy}
      {...props}
    >
      {copied ? "Copied" : "Copy"}
    </Button>
  );
}
