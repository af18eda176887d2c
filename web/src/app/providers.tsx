import { I18nProvider } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import {
  DirectionProvider,
  localStorageColorSchemeManager,
  MantineProvider,
  mergeThemeOverrides,
  useDirection,
  useMantineColorScheme,
} from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { usePreferences } from "@/api/me/preferences";
import { Problem, UNREACHABLE } from "@/api/problem";
import { i18n } from "@/texts/language";
import { directionOf } from "@/texts/languages";
import { lazyPart } from "@/ui/lazy-part";
import { cssVariables, theme } from "@/ui/theme";

/** src/early/first-paint.js reads the same key before the first paint. */
const colorSchemeManager = localStorageColorSchemeManager({ key: "codevlive-color-scheme" });

/** Fetched after the page: nothing has happened yet that they could tell of. */
const Notices = lazyPart(() => import("@/ui/notices"), { name: "Notices", around: () => null });

const MAX_RETRIES = 2;

const newQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // An answer, even a refusal, would be the same again; only silence is worth another try.
        retry: (count, error) =>
          count < MAX_RETRIES && error instanceof Problem && error.code === UNREACHABLE,
      },
    },
  });

/** What every page stands in: the language, the look, the request cache, the notices. */
export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(newQueries);
  return (
    <I18nProvider i18n={i18n}>
      <DirectionProvider>
        <Look>
          <DirectionFollower />
          <ThemeFollower />
          <Notices />
          <QueryClientProvider client={queries}>{children}</QueryClientProvider>
        </Look>
      </DirectionProvider>
    </I18nProvider>
  );
}

/** The look of all components, with the names of the buttons that Mantine itself puts into them. */
function Look({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  const named = mergeThemeOverrides(theme, {
    components: {
      Modal: { defaultProps: { closeButtonProps: { "aria-label": t`Close` } } },
      Notification: { defaultProps: { closeButtonProps: { "aria-label": t`Close this notice` } } },
    },
  });
  return (
    <MantineProvider
      theme={named}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      {children}
    </MantineProvider>
  );
}

/** Tells Mantine which way the language is written: arrow keys and menus follow it. */
function DirectionFollower() {
  const { i18n } = useLingui();
  const { setDirection } = useDirection();
  useEffect(() => setDirection(directionOf(i18n.locale)), [i18n.locale, setDirection]);
  return null;
}

/** Keeps the colours as the person's preferences say, whichever page changes them. */
function ThemeFollower() {
  const { theme: chosen } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(chosen), [chosen, setColorScheme]);
  return null;
}
