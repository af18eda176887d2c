import { Button, type ButtonProps } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCheck, IconLink } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { copyText } from "@/ui/copy-text";

interface CopyLinkButtonProps extends ButtonProps {
  link: string;
  /** What the link opens; told to screen readers. */
  of: string;
}

/** How long the button says that it has copied. */
const SAID_MS = 2000;

/** Copies a room's link and says so in its own place; where it can't, it shows the link instead. */
export function CopyLinkButton({ link, of, ...props }: CopyLinkButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    if (await copyText(link)) setCopied(true);
    else notifications.show({ title: "Copy this link yourself", message: link, autoClose: false });
  };
  const Icon = copied ? IconCheck : IconLink;
  return (
    <Button
      variant="default"
      leftSection={<Icon size={16} aria-hidden />}
      aria-label={copied ? `Copied the link of ${of}` : `Copy link of ${of}`}
      onClick={copy}
      {...props}
    >
      {copied ? "Copied" : "Copy link"}
    </Button>
  );
}
