// Loaded into an application before its own main: prints a line when its first page can be used.
const { app } = require('electron');

// A button that would take a click, in a frame that has been painted.
const usable = `new Promise((resolve) => {
  const look = () => {
    const button = document.querySelector('main button:enabled');
    const box = button?.getBoundingClientRect();
    const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (top && button.contains(top)) requestAnimationFrame(() => resolve(null));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})`;

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    await contents.executeJavaScript(usable);
    process.stdout.write('usable\n');
  });
});
