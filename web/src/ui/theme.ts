import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type VariantColorsResolver,
} from "@mantine/core";
import { coral, dark, gray, jade, red } from "@/ui/colors";

const SANS = '"Figtree Variable", system-ui, -apple-system, "Segoe UI", sans-serif';
const DISPLAY = `"Bricolage Grotesque", ${SANS}`;

/** The monospace of the app: code, keys and numbers that line up. */
export const MONO = '"JetBrains Mono", ui-monospace, "SF Mono", Menlo, monospace';

const FILLED = ["jade", "red", "coral"];

/**
 * Text on a filled button. Mantine measures the light theme's shade alone, so on the dark theme's
 * brighter shades it would leave white text at 2.5:1.
 */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const color = input.color ?? input.theme.primaryColor;
  const isFilled = input.variant === "filled" && FILLED.includes(color);
  return isFilled ? { ...colors, color: "var(--on-filled)" } : colors;
};

/** The look of every Mantine component in the app. */
export const theme = createTheme({
  colors: { jade, coral, red, gray, dark },
  primaryColor: "jade",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  variantColorResolver: variantColors,
  black: "#14201c",
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  headings: {
    fontFamily: DISPLAY,
    fontWeight: "700",
    sizes: {
      h1: { fontSize: "2rem", lineHeight: "1.15" },
      h2: { fontSize: "1.375rem", lineHeight: "1.25" },
      h3: { fontSize: "1.0625rem", lineHeight: "1.35" },
    },
  },
  defaultRadius: "md",
  radius: { xs: "4px", sm: "6px", md: "9px", lg: "14px", xl: "22px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { tt: "none", fw: 600, size: "md" } },
    Button: { defaultProps: { fw: 600 } },
    Checkbox: { defaultProps: { iconColor: "var(--on-filled)" } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: "lg",
        padding: "lg",
        overlayProps: { blur: 2 },
      },
      styles: {
        content: { backgroundColor: "var(--surface)" },
        header: { backgroundColor: "var(--surface)" },
        title: { fontFamily: "var(--font-display)", fontSize: "1.25rem" },
      },
    },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    // The first item takes the focus: an element that only does that is none a menu may have.
    Menu: {
      defaultProps: { shadow: "lg", withinPortal: true, withInitialFocusPlaceholder: false },
    },
  },
});

/** On dark, Mantine mixes its "light" variant out of the darkest shade, which can't be told from black. */
const lightVariant = (color: string, background: string, hover: string, text: string) => ({
  [`--mantine-color-${color}-light`]: background,
  [`--mantine-color-${color}-light-hover`]: hover,
  [`--mantine-color-${color}-light-color`]: text,
});

/** Names for what colours are for; CSS modules use these and never a shade. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { "--font-display": DISPLAY, "--font-mono": MONO },
  light: {
    "--mantine-color-body": gray[0],
    "--mantine-color-default-border": gray[3],
    "--mantine-color-error": red[7],
    "--on-filled": "#ffffff",
    "--surface": "#ffffff",
    "--sunken": gray[1],
    "--line": "#e4e0d7",
    "--ink": "#14201c",
    "--ink-soft": "#5a615d",
    "--accent": jade[7],
    "--accent-wash": jade[0],
    "--live": coral[7],
    "--live-wash": coral[0],
    "--lift": "0 1px 2px rgb(20 32 28 / 6%), 0 12px 32px -12px rgb(20 32 28 / 18%)",
  },
  dark: {
    "--mantine-color-body": dark[7],
    "--mantine-color-default-border": dark[4],
    // Mantine's shade can't be told from the surface of dialogs.
    "--mantine-color-disabled": dark[5],
    "--mantine-color-error": red[3],
    "--on-filled": "#0b1310",
    ...lightVariant("jade", "#1c3a30", "#224638", "#8fdcbd"),
    ...lightVariant("gray", "#28322f", "#303b38", "#c3cdc9"),
    ...lightVariant("red", "#43211d", "#502823", "#ffb3a9"),
    "--surface": "#18211e",
    "--sunken": dark[8],
    "--line": "#2a3531",
    "--ink": "#eaf0ed",
    "--ink-soft": "#9daba6",
    "--accent": "#63cda3",
    "--accent-wash": "#15302677",
    "--live": "#ff8a6d",
    "--live-wash": "#3a1d1577",
    "--lift": "0 1px 2px rgb(0 0 0 / 40%), 0 16px 40px -12px rgb(0 0 0 / 60%)",
  },
});
