const [major] = process.versions.node.split('.').map(Number);

if (major < 24) {
  console.error(
    `This needs Node 24 or later and found ${process.version}: install it (https://nodejs.org), then try again.`,
  );
  process.exit(1);
}
