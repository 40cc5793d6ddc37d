export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const defaultSize = { width: 1280, height: 800 } as const;
export const minimumSize = { width: 1024, height: 700 } as const;

/** The remembered bounds where enough of the window would still be on a screen; else undefined. */
export function usableBounds(bounds: Bounds | undefined, workAreas: readonly Bounds[]): Bounds | undefined {
  if (!bounds) return undefined;
  const width = Math.max(bounds.width, minimumSize.width);
  const height = Math.max(bounds.height, minimumSize.height);
  const visible = workAreas.some((area) => {
    const across = Math.min(bounds.x + width, area.x + area.width) - Math.max(bounds.x, area.x);
    const down = Math.min(bounds.y + height, area.y + area.height) - Math.max(bounds.y, area.y);
    return across >= 100 && down >= 100;
  });
  return visible ? { x: bounds.x, y: bounds.y, width, height } : undefined;
}
