//! What goes to the GPU: chunks, pictures, and the values of paints.

use eframe::egui_wgpu::wgpu;
use wgpu::util::DeviceExt as _;

use super::{
    geometry::Chunk,
    renderer::{GpuPaint, PAINT_FLOATS},
};
use crate::{basemap::Raster, style::Color};

/// A chunk on the GPU.
pub(super) struct GpuChunk {
    pub vertices: wgpu::Buffer,
    pub indices: wgpu::Buffer,
    pub segments: wgpu::Buffer,
    pub image: Option<wgpu::BindGroup>,
    /// The number of the last frame that drew it.
    pub last_used: u64,
}

/// What a picture is bound by.
pub(super) fn image_layout(device: &wgpu::Device) -> wgpu::BindGroupLayout {
    let entry = |binding, ty| wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::FRAGMENT,
        ty,
        count: None,
    };
    let texture = wgpu::BindingType::Texture {
        sample_type: wgpu::TextureSampleType::Float { filterable: true },
        view_dimension: wgpu::TextureViewDimension::D2,
        multisampled: false,
    };
    let sampler = wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering);
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("picture"),
        entries: &[entry(0, texture), entry(1, sampler)],
    })
}

/// The colours stay as the file has them, as egui blends them.
pub(super) fn upload_image(
    device: &wgpu::Device,
    queue: &wgpu::Queue,
    layout: &wgpu::BindGroupLayout,
    sampler: &wgpu::Sampler,
    raster: &Raster,
) -> wgpu::BindGroup {
    let texture = device.create_texture_with_data(
        queue,
        &wgpu::TextureDescriptor {
            label: Some("picture"),
            size: wgpu::Extent3d {
                width: raster.width,
                height: raster.height,
                depth_or_array_layers: 1,
            },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::Rgba8Unorm,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        },
        wgpu::util::TextureDataOrder::LayerMajor,
        &raster.rgba,
    );
    let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
    let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
    device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: Some("picture"),
        layout,
        entries: &[
            entry(0, wgpu::BindingResource::TextureView(&view)),
            entry(1, wgpu::BindingResource::Sampler(sampler)),
        ],
    })
}

/// The corners of a picture in chunk units, for a strip of two triangles.
const CORNERS: [[f32; 2]; 4] = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]];

pub(super) fn upload_chunk(
    device: &wgpu::Device,
    chunk: &Chunk,
    image: Option<wgpu::BindGroup>,
) -> GpuChunk {
    let vertices = if image.is_some() { &CORNERS[..] } else { &chunk.vertices };
    let buffer = |contents: &[u8], usage| {
        // An empty buffer cannot be made.
        let contents = if contents.is_empty() { &[0; 4][..] } else { contents };
        device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: None,
            contents,
            usage,
        })
    };
    GpuChunk {
        vertices: buffer(bytemuck::cast_slice(vertices), wgpu::BufferUsages::VERTEX),
        indices: buffer(bytemuck::cast_slice(&chunk.indices), wgpu::BufferUsages::INDEX),
        segments: buffer(bytemuck::cast_slice(&chunk.segments), wgpu::BufferUsages::VERTEX),
        image,
        last_used: 0,
    }
}

/// Lays values out in steps of [`STEP`] bytes.
pub(super) fn stepped<const N: usize>(values: &[[f32; N]]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(values.len() * 256);
    for value in values {
        let plain: &[u8] = bytemuck::cast_slice(value);
        bytes.extend_from_slice(plain);
        bytes.resize(bytes.len().next_multiple_of(256), 0);
    }
    bytes
}

fn premultiplied(color: Color) -> [f32; 4] {
    let alpha = f32::from(color.a) / 255.0;
    let channel = |byte: u8| f32::from(byte) / 255.0 * alpha;
    [channel(color.r), channel(color.g), channel(color.b), alpha]
}

/// The values of a paint as the shader reads them, lengths in pixels.
pub(super) fn paint_floats(paint: &GpuPaint, scale: f32) -> [f32; PAINT_FLOATS] {
    let color = premultiplied(paint.color);
    let (dash, gap) = paint.dash.unwrap_or((0.0, 0.0));
    let mut floats = [0.0; PAINT_FLOATS];
    floats[..4].copy_from_slice(&color);
    floats[4..7].copy_from_slice(&[paint.width * scale, dash * scale, gap * scale]);
    if let Some((hatch, color)) = paint.hatch {
        let [x, y] = hatch.normal();
        floats[7] = if hatch.crossed { 1.0 } else { 0.0 };
        floats[8..12].copy_from_slice(&premultiplied(color));
        floats[12..16].copy_from_slice(&[hatch.spacing * scale, hatch.width * scale, x, y]);
    }
    floats
}
