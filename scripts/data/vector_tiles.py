"""Write Mapbox vector tiles (spec 2.1) and a PMTiles v3 archive.

Small on purpose: the writers on the package index put a clock into their gzip
headers or reorder features; these do neither. Not for reading, not for
deciding what goes on the map (make_basemap.py does).
"""

import gzip
import hashlib
import json
import struct

EXTENT = 4096

# --- protocol buffers -------------------------------------------------------


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return value * 2 if value >= 0 else -value * 2 - 1


def field_bytes(number, payload):
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def field_varint(number, value):
    return varint(number << 3) + varint(value)


def packed(values):
    return b"".join(varint(value) for value in values)


# --- vector tile ------------------------------------------------------------

POINT, LINE, POLYGON = 1, 2, 3
MOVE_TO, LINE_TO, CLOSE_PATH = 1, 2, 7


def encode_value(value):
    """A value message: strings, booleans, integers, numbers."""
    if isinstance(value, str):
        return field_bytes(1, value.encode("utf-8"))
    if isinstance(value, bool):
        return field_varint(7, int(value))
    if isinstance(value, int):
        return field_varint(5, value)  # uint64; nothing here is negative
    return varint(3 << 3 | 1) + struct.pack("<d", value)


def encode_path(points, cursor, commands):
    """Append MoveTo and LineTo of integer `points`, relative to `cursor`."""
    x, y = points[0]
    commands += [1 << 3 | MOVE_TO, zigzag(x - cursor[0]), zigzag(y - cursor[1])]
    if len(points) > 1:
        commands.append(len(points) - 1 << 3 | LINE_TO)
        for px, py in points[1:]:
            commands += [zigzag(px - x), zigzag(py - y)]
            x, y = px, py
    cursor[:] = [x, y]


def encode_geometry(kind, paths):
    """`paths`: for points one list, for lines and rings (not closed) many."""
    commands = []
    cursor = [0, 0]
    if kind == POINT:
        commands.append(len(paths[0]) << 3 | MOVE_TO)
        for x, y in paths[0]:
            commands += [zigzag(x - cursor[0]), zigzag(y - cursor[1])]
            cursor = [x, y]
        return commands
    for path in paths:
        encode_path(path, cursor, commands)
        if kind == POLYGON:
            commands.append(1 << 3 | CLOSE_PATH)
    return commands


def encode_layer(name, features):
    """`features`: (id, kind, paths, attributes) in drawing order."""
    keys, values, body = {}, {}, b""
    for identity, kind, paths, attributes in features:
        tags = []
        for key, value in attributes.items():
            tags.append(keys.setdefault(key, len(keys)))
            encoded = encode_value(value)
            tags.append(values.setdefault(encoded, len(values)))
        body += field_bytes(2, field_varint(1, identity)
                            + field_bytes(2, packed(tags))
                            + field_varint(3, kind)
                            + field_bytes(4, packed(encode_geometry(kind, paths))))
    out = field_varint(15, 2) + field_bytes(1, name.encode("utf-8")) + body
    out += b"".join(field_bytes(3, key.encode("utf-8")) for key in keys)
    out += b"".join(field_bytes(4, value) for value in values)
    return out + field_varint(5, EXTENT)


def encode_tile(layers):
    """`layers`: (name, features) pairs; empty ones are left out."""
    return b"".join(field_bytes(3, encode_layer(name, features))
                    for name, features in layers if features)


# --- PMTiles ----------------------------------------------------------------

GZIP, MVT = 2, 1
ROOT_LIMIT = 16384 - 127


def squeeze(data):
    """gzip without a clock or a file name in its header."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def tile_id(zoom, x, y):
    """Hilbert-curve number of a tile, over all zooms, as PMTiles v3 has it."""
    number = (4 ** zoom - 1) // 3
    n = 1 << zoom
    s = n // 2
    while s > 0:
        rx = 1 if x & s else 0
        ry = 1 if y & s else 0
        number += s * s * ((3 * rx) ^ ry)
        if ry == 0:
            if rx == 1:
                x, y = n - 1 - x, n - 1 - y
            x, y = y, x
        s //= 2
    return number


def directory(entries):
    """Serialized, gzip-compressed directory of (id, offset, length, run)."""
    out = [varint(len(entries))]
    last = 0
    for entry in entries:
        out.append(varint(entry[0] - last))
        last = entry[0]
    out += [varint(entry[3]) for entry in entries]
    out += [varint(entry[2]) for entry in entries]
    expected = None
    for _, offset, length, _ in entries:
        out.append(varint(0 if offset == expected else offset + 1))
        expected = offset + length
    return squeeze(b"".join(out))


def directories(entries):
    """Root directory, and the leaves if the root alone would be too big."""
    root = directory(entries)
    if len(root) <= ROOT_LIMIT:
        return root, b""
    size = 4096
    while True:
        leaves, pointers = b"", []
        for start in range(0, len(entries), size):
            leaf = directory(entries[start:start + size])
            pointers.append((entries[start][0], len(leaves), len(leaf), 0))
            leaves += leaf
        root = directory(pointers)
        if len(root) <= ROOT_LIMIT:
            return root, leaves
        size *= 2


def e7(degrees):
    return round(degrees * 1e7)


def write_pmtiles(path, tiles, metadata, min_zoom, max_zoom, bounds, center):
    """`tiles`: {(zoom, x, y): uncompressed bytes}; clustered, deduplicated."""
    data, entries, known = bytearray(), [], {}
    for number, key in sorted((tile_id(*key), key) for key in tiles):
        content = squeeze(tiles[key])
        digest = hashlib.sha256(content).digest()
        if digest not in known:
            known[digest] = (len(data), len(content))
            data += content
        offset, length = known[digest]
        last = entries[-1] if entries else None
        if last and last[1] == offset and last[0] + last[3] == number:
            entries[-1] = (last[0], offset, length, last[3] + 1)
        else:
            entries.append((number, offset, length, 1))

    root, leaves = directories(entries)
    info = squeeze(json.dumps(metadata, ensure_ascii=False,
                              separators=(",", ":")).encode("utf-8"))
    root_at = 127
    info_at = root_at + len(root)
    leaves_at = info_at + len(info)
    data_at = leaves_at + len(leaves)
    west, south, east, north = bounds
    longitude, latitude, zoom = center
    header = b"PMTiles" + struct.pack(
        "<B8Q3Q6B4iB2i", 3,
        root_at, len(root), info_at, len(info), leaves_at, len(leaves),
        data_at, len(data),
        len(tiles), len(entries), len(known),
        1, GZIP, GZIP, MVT, min_zoom, max_zoom,
        e7(west), e7(south), e7(east), e7(north), zoom,
        e7(longitude), e7(latitude))
    assert len(header) == 127
    path.write_bytes(header + root + info + leaves + bytes(data))
