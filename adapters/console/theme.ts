import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Shades are chosen so that text on every filled, tinted and plain surface passes AA in both schemes; the browser tests run axe. */
const velvena: MantineColorsTuple = [
  '#edf7f6',
  '#d9ecea',
  '#aed6d4',
  '#8ac9c6',
  '#74bdba',
  '#3f908d',
  '#217577',
  '#15666a',
  '#0e5459',
  '#0a4247',
];
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f3f1ee',
  '#e8e5e1',
  '#dbd7d1',
  '#c4bfb8',
  '#8d877f',
  '#6c665f',
  '#5c564f',
  '#3d3935',
  '#24211e',
];
const dark: MantineColorsTuple = [
  '#dedcd9',
  '#bebbb7',
  '#a8a49f',
  '#7d7974',
  '#4a4744',
  '#383634',
  '#2a2927',
  '#201f1d',
  '#191817',
  '#121110',
];
const green: MantineColorsTuple = [
  '#ecf8ee',
  '#dcf1df',
  '#b2e2bb',
  '#87d196',
  '#63c177',
  '#3fae58',
  '#2b8f44',
  '#1f7a38',
  '#19662f',
  '#114d22',
];
const red: MantineColorsTuple = [
  '#fdf0ef',
  '#fbe2e0',
  '#f5bdb9',
  '#f09e98',
  '#ee8d86',
  '#d9544b',
  '#bd372e',
  '#a82f27',
  '#8c2720',
  '#6e1e19',
];
const orange: MantineColorsTuple = [
  '#fff5e6',
  '#fdebd2',
  '#f9d19b',
  '#f2b766',
  '#eba23d',
  '#d98a1c',
  '#a8640c',
  '#8f560b',
  '#79490b',
  '#5c3708',
];
const blue: MantineColorsTuple = [
  '#eef4fc',
  '#dfeaf9',
  '#b5cdf0',
  '#8bb0e6',
  '#7ba6e2',
  '#477fd0',
  '#3369b8',
  '#285699',
  '#20467d',
  '#173560',
];

export const theme = createTheme({
  colors: { velvena, gray, dark, green, red, orange, blue },
  black: gray[9],
  primaryColor: 'velvena',
  primaryShade: 7,
  defaultRadius: 'md',
  fontFamily:
    'ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Mantine's own dark tints are nearly black; the darkest shade reads as the colour it is. */
const tints = Object.fromEntries(
  Object.entries({ velvena, green, red, orange, blue }).map(([name, shades]) => [
    `--mantine-color-${name}-light`,
    shades[9],
  ]),
);

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': gray[7],
    '--mantine-color-placeholder': gray[6],
    '--mantine-color-error': red[7],
    '--page-ground': gray[0],
    '--surface': '#ffffff',
    '--line': gray[2],
    '--row-hover': gray[1],
    '--row-selected': velvena[1],
    '--fresh': orange[1],
  },
  dark: {
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': dark[2],
    '--mantine-color-error': red[4],
    '--page-ground': dark[8],
    '--surface': dark[7],
    '--line': dark[5],
    '--row-hover': dark[6],
    '--row-selected': '#16393a',
    '--fresh': '#4a3413',
    '--mantine-color-gray-light': dark[4],
    ...tints,
  },
});
