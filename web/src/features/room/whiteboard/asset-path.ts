// Before Excalidraw draws its first text: fonts come from this server, never from elsewhere.
Object.assign(window, { EXCALIDRAW_ASSET_PATH: import.meta.env.EXCALIDRAW_ASSETS });
