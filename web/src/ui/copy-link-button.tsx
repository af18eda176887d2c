import { useLingui } from "@lingui/react/macro";
import { Button, type ButtonProps } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCheck, IconLink } from "@tabler/icons-react";
import { useCopied } from "@/ui/use-copied";

interface CopyLinkButtonProps extends ButtonProps {
  link: string;
  /** What the link opens; told to screen readers. */
  of: string;
}

/** Copies a room's link and says so in its own place; where it can't, it shows the link instead. */
export function CopyLinkButton({ link, of, ...props }: CopyLinkButtonProps) {
  const { t } = useLingui();
  const [copied, copy] = useCopied();
  const copyOrShow = async () => {
    if (await copy(link)) return;
    notifications.show({ title: t`Copy this link yourself`, message: link, autoClose: false });
  };
  const Icon = copied ? IconCheck : IconLink;
  return (
    <Button
      variant="default"
      leftSection={<Icon size={16} aria-hidden />}
      aria-label={copied ? t`Copied the link of ${of}` : t`Copy link of ${of}`}
      onClick={copyOrShow}
      {...props}
    >
      {copied ? t`Copied` : t`Copy link`}
    </Button>
  );
}
