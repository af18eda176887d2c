import { useLingui } from "@lingui/react/macro";
import { Button, type ButtonProps } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useCopied } from "@/ui/use-copied";

interface CopyButtonProps extends ButtonProps {
  text: string;
  /** What it copies, to end a sentence with: "the key". */
  what: string;
}

/** Copies a text that stands beside it, and says so in its own place. */
export function CopyButton({ text, what, ...props }: CopyButtonProps) {
  const { t } = useLingui();
  const [copied, copy] = useCopied();
  const copyOrShow = async () => {
    if (await copy(text)) return;
    notifications.show({
      title: t`The browser does not let us copy`,
      message: t`Select ${what} and copy it yourself.`,
    });
  };
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      variant="default"
      leftSection={<Icon size={16} aria-hidden />}
      aria-label={copied ? t`Copied ${what}` : t`Copy ${what}`}
      onClick={copyOrShow}
      {...props}
    >
      {copied ? t`Copied` : t`Copy`}
    </Button>
  );
}
