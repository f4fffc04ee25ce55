// The map: filled triangles, and line segments as capsules (round joins and caps come of
// themselves), both antialiased. Colours are premultiplied and in gamma space, as egui blends.

struct Place {
    // Physical pixels from the map's upper left corner to the chunk's origin.
    offset: vec2f,
    // Physical pixels per chunk unit.
    scale: f32,
    gap: f32,
    // Size of the map in physical pixels.
    viewport: vec2f,
    padding: vec2f,
}

struct Paint {
    color: vec4f,
    // Line width, length of dashes, length of gaps; zero dashes mean a whole line. Last, above zero:
    // hatch lines in the other direction too.
    line: vec4f,
    hatch_color: vec4f,
    // Distance of hatch lines and their width; zero means none. Then the direction across them.
    hatch: vec4f,
}

@group(0) @binding(0) var<uniform> place: Place;
@group(0) @binding(1) var<uniform> paint: Paint;

fn to_clip(pixel: vec2f) -> vec4f {
    let unit = pixel / place.viewport;
    return vec4f(unit.x * 2.0 - 1.0, 1.0 - unit.y * 2.0, 0.0, 1.0);
}

struct FillOut {
    @builtin(position) position: vec4f,
    @location(0) pixel: vec2f,
}

@vertex
fn fill_vertex(@location(0) at: vec2f) -> FillOut {
    let pixel = at * place.scale + place.offset;
    return FillOut(to_clip(pixel), pixel);
}

// Distance to the nearest hatch line in pixels.
fn to_line(across: f32) -> f32 {
    let spacing = paint.hatch.x;
    return abs(fract(across / spacing + 0.5) - 0.5) * spacing;
}

@fragment
fn fill_fragment(in: FillOut) -> @location(0) vec4f {
    var color = paint.color;
    if paint.hatch.x > 0.0 {
        let normal = paint.hatch.zw;
        var distance = to_line(dot(in.pixel, normal));
        if paint.line.w > 0.0 {
            distance = min(distance, to_line(dot(in.pixel, vec2f(-normal.y, normal.x))));
        }
        let cover = clamp(paint.hatch.y * 0.5 - distance + 0.5, 0.0, 1.0);
        let line = paint.hatch_color * cover;
        color = line + color * (1.0 - line.a);
    }
    return color;
}

// A picture: the corners are its texture coordinates too.
@group(1) @binding(0) var picture: texture_2d<f32>;
@group(1) @binding(1) var picture_sampler: sampler;

struct ImageOut {
    @builtin(position) position: vec4f,
    @location(0) at: vec2f,
}

@vertex
fn image_vertex(@location(0) at: vec2f) -> ImageOut {
    return ImageOut(to_clip(at * place.scale + place.offset), at);
}

@fragment
fn image_fragment(in: ImageOut) -> @location(0) vec4f {
    let color = textureSample(picture, picture_sampler, in.at);
    return vec4f(color.rgb * color.a, color.a);
}

struct StrokeOut {
    @builtin(position) position: vec4f,
    @location(0) pixel: vec2f,
    @location(1) @interpolate(flat) start: vec2f,
    @location(2) @interpolate(flat) end: vec2f,
    @location(3) @interpolate(flat) along: f32,
}

@vertex
fn stroke_vertex(
    @builtin(vertex_index) corner: u32,
    @location(0) segment: vec4f,
    @location(1) along: f32,
) -> StrokeOut {
    let start = segment.xy * place.scale + place.offset;
    let end = segment.zw * place.scale + place.offset;
    let delta = end - start;
    let direction = delta / max(length(delta), 1e-6);
    let normal = vec2f(-direction.y, direction.x);
    let reach = paint.line.x * 0.5 + 1.0;
    let side = select(-1.0, 1.0, (corner & 1u) == 1u);
    let pixel = select(start - direction * reach, end + direction * reach, corner >= 2u)
        + normal * side * reach;
    return StrokeOut(to_clip(pixel), pixel, start, end, along * place.scale);
}

@fragment
fn stroke_fragment(in: StrokeOut) -> @location(0) vec4f {
    let delta = in.end - in.start;
    let length2 = max(dot(delta, delta), 1e-9);
    let share = clamp(dot(in.pixel - in.start, delta) / length2, 0.0, 1.0);
    var distance = length(in.pixel - in.start - delta * share);
    let radius = paint.line.x * 0.5;
    let dash = paint.line.y;
    if dash > 0.0 {
        let at = in.along + dot(in.pixel - in.start, delta) / sqrt(length2);
        let period = dash + paint.line.z;
        let phase = at - floor(at / period) * period;
        // The middle line of a dash ends a radius early, so that its round caps end in place.
        let past = min(phase - (dash - 2.0 * radius), period - phase);
        if past > 0.0 {
            distance = length(vec2f(distance, past));
        }
    }
    let cover = clamp(radius - distance + 0.5, 0.0, 1.0);
    return paint.color * cover;
}
