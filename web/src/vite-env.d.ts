/// <reference types="vite/client" />

declare module "virtual:component-styles";

interface ImportMetaEnv {
  /** Where the fonts of drawings are; see `build/excalidraw-parts.ts`. */
  readonly EXCALIDRAW_ASSETS: string;
}
