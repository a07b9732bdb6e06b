/** Prospects with a coming meeting, with a canceled one, or with one that they missed. */
export const prospectFilters = ['upcoming', 'canceled', 'no_show'] as const;

export type ProspectFilter = (typeof prospectFilters)[number];
