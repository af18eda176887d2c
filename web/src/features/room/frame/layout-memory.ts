import type { LayoutStorage } from "react-resizable-panels";

/** Where the widths of the panes are remembered; where storage is blocked they last as long as the page. */
export const layoutMemory: LayoutStorage = {
  getItem: (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  setItem: (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Blocked or full: the next visit starts with the usual widths.
    }
  },
};
