import { t } from "@lingui/core/macro";
import {
  IconAccessible,
  IconIndentIncrease,
  IconKeyboard,
  IconLanguage,
  IconSunMoon,
  IconTextDecrease,
  IconTextIncrease,
} from "@tabler/icons-react";
import { changePreferences, FONT_SIZES, type Preferences } from "@/api/me/preferences";
import { i18n } from "@/texts/language";
import { LANGUAGES } from "@/texts/languages";
import { changeLanguage } from "@/ui/change-language";
import { inPalette, type RoomAction } from "./room-action";

// The choice holds in this browser even when the account can't be reached.
const set = (change: Partial<Preferences>) => () => void changePreferences(change).catch(() => {});

const keymaps = (): [Preferences["editorKeymap"], string][] => [
  ["default", t`Standard keys`],
  ["vim", t`Vim keys`],
  ["emacs", t`Emacs keys`],
];

/** How the app looks, and how its editor takes keys and is read. */
export function looks(scheme: "light" | "dark", preferences: Preferences): RoomAction[] {
  const other = scheme === "dark" ? "light" : "dark";
  const { screenReader, tabLeaves, editorKeymap } = preferences;
  return [
    {
      id: "theme",
      label: scheme === "dark" ? t`Switch to the light theme` : t`Switch to the dark theme`,
      icon: IconSunMoon,
      menu: "narrow",
      run: set({ theme: other }),
    },
    ...appLanguages(),
    ...fontSizes(preferences.fontSize),
    inPalette(
      "screen-reader",
      screenReader ? t`Screen reader mode: turn off` : t`Screen reader mode: turn on`,
      IconAccessible,
      set({ screenReader: !screenReader }),
    ),
    inPalette(
      "tab",
      tabLeaves ? t`Tab key: indent` : t`Tab key: leave the editor`,
      IconIndentIncrease,
      set({ tabLeaves: !tabLeaves }),
    ),
    ...keymaps()
      .filter(([keymap]) => keymap !== editorKeymap)
      .map(([keymap, label]) =>
        inPalette(`keys-${keymap}`, label, IconKeyboard, set({ editorKeymap: keymap })),
      ),
  ];
}

/** The other languages that the app speaks, each by its own name. */
function appLanguages(): RoomAction[] {
  return LANGUAGES.filter(({ tag }) => tag !== i18n.locale).map(({ tag, name }) => ({
    id: `app-language-${tag}`,
    label: t`Language of the app: ${name}`,
    icon: IconLanguage,
    menu: "narrow",
    run: () => void changeLanguage(tag),
  }));
}

function fontSizes(size: number): RoomAction[] {
  const larger = inPalette(
    "font-up",
    t`Larger font in the editor (${{ size: size + 1 }})`,
    IconTextIncrease,
    set({ fontSize: size + 1 }),
  );
  const smaller = inPalette(
    "font-down",
    t`Smaller font in the editor (${{ size: size - 1 }})`,
    IconTextDecrease,
    set({ fontSize: size - 1 }),
  );
  return [...(size < FONT_SIZES.max ? [larger] : []), ...(size > FONT_SIZES.min ? [smaller] : [])];
}
