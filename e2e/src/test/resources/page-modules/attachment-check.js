const { MOST_CHARACTERS, imagesProblem, isBare, isMoving, kindOf, lengthProblem, mostBytes, sizeProblem, typeProblem, withRoom } =
  await import("app/attachment-check.js");

const bytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const MB = 1024 * 1024;
const PNG = "\x89PNG\r\n\x1a\n";

test("an image is told from its bytes, whatever the browser says", () => {
  equal(kindOf(bytes(PNG + "\0\0"), "text/plain"), { kind: "image", mediaType: "image/png" });
  equal(kindOf(bytes("\xff\xd8\xff\xe0"), "image/png"), { kind: "image", mediaType: "image/jpeg" });
  equal(kindOf(bytes("GIF89a\x01\0"), ""), { kind: "image", mediaType: "image/gif" });
  equal(kindOf(bytes("RIFF\x10\0\0\0WEBPVP8 "), ""), { kind: "image", mediaType: "image/webp" });
  equal(kindOf(bytes("hello"), "image/png"), { kind: "text", mediaType: "text/plain" });
});

test("every file that is text counts as text, and none as a page or a script", () => {
  equal(kindOf(bytes("a,b\n1,2"), "text/csv"), { kind: "text", mediaType: "text/csv" });
  equal(kindOf(bytes("{}"), "application/json"), { kind: "text", mediaType: "application/json" });
  equal(kindOf(bytes("x = 1"), ""), { kind: "text", mediaType: "text/plain" });
  equal(kindOf(bytes("<svg onload='1'/>"), "image/svg+xml"), { kind: "text", mediaType: "text/plain" });
  equal(kindOf(bytes("<script>1</script>"), "text/html"), { kind: "text", mediaType: "text/plain" });
});

test("a letter that is cut in two at the end of what is looked at does no harm", () => {
  equal(kindOf(bytes("gr\xc3\xbc\xc3"), "text/plain")?.kind, "text");
  equal(kindOf(bytes("gr\xfc\xdfe"), "text/plain"), null);
});

test("what is neither is not taken, but an image of another kind may be drawn anew", () => {
  equal(kindOf(bytes("PK\x03\x04\0\0"), "application/zip"), null);
  equal(kindOf(bytes("%PDF-1.7"), "application/pdf"), null);
  equal(kindOf(bytes("\0\0\0\x18ftypheic"), "image/heic"), { kind: "image", mediaType: "image/heic", foreign: true });
  equal(kindOf(bytes("\0\0\0\x18ftypheic"), "video/mp4"), null);
  equal(typeProblem("a.zip"), "a.zip cannot be attached. Images (PNG, JPEG, GIF, WebP) and text files can.");
});

test("an image that moves is known as one", () => {
  equal(isMoving(bytes("GIF89a"), "image/gif"), true);
  equal(isMoving(bytes("RIFF\x10\0\0\0WEBPVP8X\x0a\0\0\0\x02"), "image/webp"), true);
  equal(isMoving(bytes("RIFF\x10\0\0\0WEBPVP8X\x0a\0\0\0\x10"), "image/webp"), false);
  equal(isMoving(bytes(PNG + "....IHDR....acTL"), "image/png"), true);
  equal(isMoving(bytes(PNG + "....IHDR....IDAT"), "image/png"), false);
});

test("a PNG that tells more than its picture is known as one", () => {
  const chunk = (type, content = "") => `\0\0\0${String.fromCharCode(content.length)}${type}${content}CRC!`;
  const png = (...chunks) => bytes(PNG + chunks.join("") + chunk("IEND"));
  const isBarePng = (image) => isBare(image, "image/png");
  const [header, picture] = [chunk("IHDR", "8x6"), chunk("IDAT", "points")];
  equal(isBarePng(png(header, chunk("gAMA", "1"), picture, picture)), true);
  for (const type of ["eXIf", "tEXt", "zTXt", "iTXt", "tIME", "iCCP", "caNv"]) {
    equal(isBarePng(png(header, picture, chunk(type, "54.1 N"))), false, type);
  }
  equal(isBarePng(bytes(PNG + header + picture)), false, "cut off");
  equal(isBarePng(bytes(PNG + header + picture + chunk("IEND") + "and more")), false, "something behind its end");
  equal(isBarePng(bytes(PNG + "\xff\xff\xff\xffIDAT1234")), false, "longer than the file");
});

test("a WebP that has more than its picture, and every JPEG, may tell more", () => {
  const webp = (rest) => isBare(bytes(`RIFF\x10\0\0\0WEBP${rest}`), "image/webp");
  equal([webp("VP8 \x04\0\0\0abcd"), webp("VP8L\x03\0\0\0abc\0")], [true, true]);
  equal([webp("VP8X\x04\0\0\0abcd"), webp("VP8 \x04\0\0\0abcdEXIF\x02\0\0\0hi"), webp("VP8 ")], [false, false, false]);
  equal(isBare(bytes("\xff\xd8\xff\xe0"), "image/jpeg"), false);
});

test("a file that is too large is named with its size and the most there may be", () => {
  equal(sizeProblem({ name: "a.log", size: 3 * MB }, "text", null), "a.log has 3 MB. A text file may have 1 MB at most.");
  equal(sizeProblem({ name: "a.png", size: 11 * MB }, "image", null), "a.png has 11 MB. An image may have 10 MB at most.");
  equal(sizeProblem({ name: "a.png", size: 10 * MB }, "image", null), null);
  equal(sizeProblem({ name: "a.png", size: 2 * MB }, "image", MB), "a.png has 2 MB. Your files may have 1 MB at most.");
  equal(sizeProblem({ name: "a.txt", size: 2 * MB }, "text", 5 * MB), "a.txt has 2 MB. A text file may have 1 MB at most.");
  equal(sizeProblem({ name: "a.txt", size: 0 }, "text", null), "a.txt is empty.");
  equal([mostBytes("image", null), mostBytes("image", 500), mostBytes("text", 5 * MB)], [10 * MB, 500, MB]);
  equal(lengthProblem("a.txt", MOST_CHARACTERS), null);
  equal(lengthProblem("a.txt", 250_000), "a.txt has 250,000 characters. A text file may have 200,000 at most.");
});

test("the images of a message have so many bytes together", () => {
  equal(imagesProblem({ name: "c.gif", size: 4_000_000 }, [{ size: 9_000_000 }, { size: 1_000_000 }, { size: null }]), null);
  equal(
    imagesProblem({ name: "c.gif", size: 4_000_001 }, [{ size: 10_000_000 }]),
    "c.gif was left out. The images of a message may have 13.4 MB together.",
  );
});

test("a message takes so many files and images, and those that come first", () => {
  const files = (kind, count, characters = 0) => Array.from({ length: count }, (_, i) => ({ kind, characters, i }));
  equal(withRoom(files("text", 5), files("image", 8)), { taken: files("image", 8), problem: null });
  const images = withRoom(files("image", 7), [...files("image", 3), { kind: "text" }]);
  equal([images.taken.length, images.problem], [2, "A message takes 8 images. 2 files were left out."]);
  const many = withRoom(files("text", 19), files("text", 2));
  equal([many.taken.length, many.problem], [1, "A message takes 20 files. 1 file was left out."]);
  const long = withRoom(files("text", 1, 150_000), files("text", 2, 40_000));
  equal([long.taken.length, long.problem], [1, "The text files of a message take 200,000 characters. 1 file was left out."]);
});
