import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Divider, Stack } from "@mantine/core";
import { IconBrandGithub } from "@tabler/icons-react";
import { useFirebaseConfig } from "@/api/auth/firebase-config";
import type { FirstHalf } from "@/api/auth/sign-in";
import type { FirebaseConfig } from "@/api/types";
import { FormAlert } from "@/ui/form-alert";
import { GoogleMark } from "./google-mark";
import { PROVIDERS } from "./provider";
import { prepareProviders, useProviderSignIn } from "./use-provider-sign-in";

const MARKS = { "google.com": <GoogleMark />, "github.com": <IconBrandGithub size={20} /> };

interface ProviderButtonsProps {
  /** The provider vouched for them, and the account has a second factor. */
  onCodeRequired: (half: FirstHalf) => void;
}

/** "Continue with Google", "… GitHub"; nothing where that is not set up. */
export function ProviderButtons({ onCodeRequired }: ProviderButtonsProps) {
  const { data: config } = useFirebaseConfig();
  return config ? <Buttons config={config} onCodeRequired={onCodeRequired} /> : null;
}

function Buttons({ config, onCodeRequired }: ProviderButtonsProps & { config: FirebaseConfig }) {
  const { t } = useLingui();
  const { start, busy, trouble } = useProviderSignIn(config, onCodeRequired);
  const prepare = () => prepareProviders(config);
  return (
    <Stack gap="sm" mt="lg">
      <Divider label={t`or`} />
      <FormAlert message={trouble} />
      {PROVIDERS.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          size="md"
          leftSection={MARKS[id]}
          loading={busy === id}
          disabled={busy !== null && busy !== id}
          onClick={() => start(id)}
          onFocus={prepare}
          onPointerEnter={prepare}
        >
          <Trans>Continue with {name}</Trans>
        </Button>
      ))}
    </Stack>
  );
}
