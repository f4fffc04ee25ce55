//! Uploading chunks and drawing frames, as an egui paint callback.

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use eframe::{egui, egui_wgpu};
use egui_wgpu::{CallbackResources, CallbackTrait, ScreenDescriptor};

use super::{
    geometry::{Chunk, Kind},
    upload::{GpuChunk, image_layout, paint_floats, stepped, upload_chunk, upload_image},
};
use crate::style::{Color, Hatch};

/// How a range is painted; lengths in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GpuPaint {
    pub color: Color,
    pub width: f32,
    pub dash: Option<(f32, f32)>,
    pub hatch: Option<(Hatch, Color)>,
}

/// A chunk and where it lies.
#[derive(Debug, Clone)]
pub struct ChunkPlace {
    pub chunk: Arc<Chunk>,
    /// Logical pixels from the map's upper left corner to the chunk's origin.
    pub offset: [f32; 2],
    /// Logical pixels per chunk unit.
    pub scale: f32,
}

/// One draw: indices into the frame's chunks and paints.
#[derive(Debug, Clone)]
pub struct Draw {
    pub chunk: usize,
    pub paint: usize,
    pub kind: Kind,
    pub range: Range<u32>,
}

/// A whole map, in drawing order.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    pub chunks: Vec<ChunkPlace>,
    pub paints: Vec<GpuPaint>,
    pub draws: Vec<Draw>,
    /// Size of the map in logical pixels.
    pub size: [f32; 2],
    /// Which of the maps that one window frame draws: each has its own uniforms.
    pub slot: usize,
    /// Asked for another frame where chunks are still to be uploaded.
    pub ctx: egui::Context,
    /// Whether chunks of the last frame were still to be uploaded.
    pub unfinished: Arc<AtomicBool>,
}

/// What one frame uploads at most, bytes: so much takes a few milliseconds. The rest is for the
/// next.
const UPLOAD_BYTES: usize = 6 << 20;

impl Frame {
    /// The shape that draws this frame in a rectangle of the window.
    pub fn into_shape(self, rect: egui::Rect) -> egui::Shape {
        egui::Shape::Callback(egui_wgpu::Callback::new_paint_callback(rect, self))
    }
}

/// What stays on the GPU between frames.
struct Renderer {
    fill: wgpu::RenderPipeline,
    stroke: wgpu::RenderPipeline,
    image: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
    image_layout: wgpu::BindGroupLayout,
    sampler: wgpu::Sampler,
    uniforms: [Option<Uniforms>; SLOTS],
    chunks: HashMap<u64, GpuChunk>,
    frame: u64,
}

struct Uniforms {
    places: wgpu::Buffer,
    paints: wgpu::Buffer,
    group: wgpu::BindGroup,
    places_len: u64,
    paints_len: u64,
}

/// So many maps are drawn in one frame of the window at most.
pub const SLOTS: usize = 2;
/// Uniform buffers are addressed in steps of this many bytes, the largest that a device may ask for.
const STEP: u64 = 256;
const PLACE_FLOATS: usize = 8;
pub(super) const PAINT_FLOATS: usize = 16;
/// Chunks that no frame used for so long are dropped.
const KEPT_FRAMES: u64 = 600;

/// Prepares the renderer. Does nothing where eframe draws without wgpu, as in tests; the map is then
/// left empty.
pub fn install(state: Option<&egui_wgpu::RenderState>) {
    if let Some(state) = state {
        let renderer = Renderer::new(&state.device, state.target_format);
        state.renderer.write().callback_resources.insert(renderer);
    }
}

impl Renderer {
    fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let module = device.create_shader_module(wgpu::include_wgsl!("shader.wgsl"));
        let entry = |binding, floats: usize| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Uniform,
                has_dynamic_offset: true,
                min_binding_size: wgpu::BufferSize::new(floats as u64 * 4),
            },
            count: None,
        };
        let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("map"),
            entries: &[entry(0, PLACE_FLOATS), entry(1, PAINT_FLOATS)],
        });
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("map"),
            bind_group_layouts: &[Some(&layout)],
            ..wgpu::PipelineLayoutDescriptor::default()
        });
        let image_layout = image_layout(device);
        let image_pipeline_layout =
            device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
                label: Some("picture"),
                bind_group_layouts: &[Some(&layout), Some(&image_layout)],
                ..wgpu::PipelineLayoutDescriptor::default()
            });
        let pipeline = |layout, vertex: &str, fragment: &str, buffer, topology| {
            device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
                label: Some(vertex),
                layout: Some(layout),
                vertex: wgpu::VertexState {
                    module: &module,
                    entry_point: Some(vertex),
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                    buffers: &[Some(buffer)],
                },
                primitive: wgpu::PrimitiveState { topology, ..wgpu::PrimitiveState::default() },
                depth_stencil: None,
                multisample: wgpu::MultisampleState::default(),
                fragment: Some(wgpu::FragmentState {
                    module: &module,
                    entry_point: Some(fragment),
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                    targets: &[Some(wgpu::ColorTargetState {
                        format,
                        blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                        write_mask: wgpu::ColorWrites::ALL,
                    })],
                }),
                multiview_mask: None,
                cache: None,
            })
        };
        let corners = || wgpu::VertexBufferLayout {
            array_stride: 8,
            step_mode: wgpu::VertexStepMode::Vertex,
            attributes: &wgpu::vertex_attr_array![0 => Float32x2],
        };
        let fill = pipeline(
            &pipeline_layout,
            "fill_vertex",
            "fill_fragment",
            corners(),
            wgpu::PrimitiveTopology::TriangleList,
        );
        let image = pipeline(
            &image_pipeline_layout,
            "image_vertex",
            "image_fragment",
            corners(),
            wgpu::PrimitiveTopology::TriangleStrip,
        );
        let stroke = pipeline(
            &pipeline_layout,
            "stroke_vertex",
            "stroke_fragment",
            wgpu::VertexBufferLayout {
                array_stride: 20,
                step_mode: wgpu::VertexStepMode::Instance,
                attributes: &wgpu::vertex_attr_array![0 => Float32x4, 1 => Float32],
            },
            wgpu::PrimitiveTopology::TriangleStrip,
        );
        let sampler = device.create_sampler(&wgpu::SamplerDescriptor {
            label: Some("picture"),
            mag_filter: wgpu::FilterMode::Linear,
            min_filter: wgpu::FilterMode::Linear,
            ..wgpu::SamplerDescriptor::default()
        });
        Self {
            fill,
            stroke,
            image,
            layout,
            image_layout,
            sampler,
            uniforms: std::array::from_fn(|_| None),
            chunks: HashMap::new(),
            frame: 0,
        }
    }

    fn upload(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, frame: &Frame, scale: f32) {
        self.frame += 1;
        let mut left = UPLOAD_BYTES;
        let mut unfinished = false;
        for place in &frame.chunks {
            let now = self.frame;
            let chunk = match self.chunks.entry(place.chunk.id) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(_) if left == 0 => {
                    unfinished = true;
                    continue;
                }
                Entry::Vacant(entry) => {
                    left = left.saturating_sub(place.chunk.bytes());
                    let image = place.chunk.image.as_ref().map(|raster| {
                        upload_image(device, queue, &self.image_layout, &self.sampler, raster)
                    });
                    entry.insert(upload_chunk(device, &place.chunk, image))
                }
            };
            chunk.last_used = now;
        }
        frame.unfinished.store(unfinished, Ordering::Relaxed);
        if unfinished {
            frame.ctx.request_repaint();
        }
        let oldest = self.frame.saturating_sub(KEPT_FRAMES);
        self.chunks.retain(|_, chunk| chunk.last_used >= oldest);
        let places: Vec<[f32; PLACE_FLOATS]> = frame
            .chunks
            .iter()
            .map(|place| {
                let [x, y] = place.offset;
                let [width, height] = frame.size;
                [
                    x * scale,
                    y * scale,
                    place.scale * scale,
                    0.0,
                    width * scale,
                    height * scale,
                    0.0,
                    0.0,
                ]
            })
            .collect();
        let paints: Vec<[f32; PAINT_FLOATS]> =
            frame.paints.iter().map(|paint| paint_floats(paint, scale)).collect();
        let (places_len, paints_len) = (places.len() as u64, paints.len() as u64);
        if places_len == 0 || paints_len == 0 {
            return;
        }
        let Some(kept) = self.uniforms.get_mut(frame.slot) else { return };
        let fits = kept.as_ref().is_some_and(|uniforms| {
            uniforms.places_len >= places_len && uniforms.paints_len >= paints_len
        });
        if !fits {
            *kept = Some(Uniforms::new(device, &self.layout, places_len, paints_len));
        }
        if let Some(uniforms) = kept {
            queue.write_buffer(&uniforms.places, 0, &stepped(&places));
            queue.write_buffer(&uniforms.paints, 0, &stepped(&paints));
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a frame has a few thousand paints")]
    fn draw(&self, pass: &mut wgpu::RenderPass<'static>, frame: &Frame) {
        let Some(Some(uniforms)) = self.uniforms.get(frame.slot) else { return };
        for draw in &frame.draws {
            let Some(place) = frame.chunks.get(draw.chunk) else { continue };
            let Some(chunk) = self.chunks.get(&place.chunk.id) else { continue };
            let offsets = [(draw.chunk as u64 * STEP) as u32, (draw.paint as u64 * STEP) as u32];
            match draw.kind {
                Kind::Fill => {
                    pass.set_pipeline(&self.fill);
                    pass.set_bind_group(0, &uniforms.group, &offsets);
                    pass.set_vertex_buffer(0, chunk.vertices.slice(..));
                    pass.set_index_buffer(chunk.indices.slice(..), wgpu::IndexFormat::Uint32);
                    pass.draw_indexed(draw.range.clone(), 0, 0..1);
                }
                Kind::Image => {
                    let Some(image) = &chunk.image else { continue };
                    pass.set_pipeline(&self.image);
                    pass.set_bind_group(0, &uniforms.group, &offsets);
                    pass.set_bind_group(1, image, &[]);
                    pass.set_vertex_buffer(0, chunk.vertices.slice(..));
                    pass.draw(0..4, 0..1);
                }
                Kind::Stroke => {
                    pass.set_pipeline(&self.stroke);
                    pass.set_bind_group(0, &uniforms.group, &offsets);
                    pass.set_vertex_buffer(0, chunk.segments.slice(..));
                    pass.draw(0..4, draw.range.clone());
                }
            }
        }
    }
}

impl Uniforms {
    /// Room for twice what is needed, so that a growing frame does not allocate each time.
    fn new(
        device: &wgpu::Device,
        layout: &wgpu::BindGroupLayout,
        places: u64,
        paints: u64,
    ) -> Self {
        let (places_len, paints_len) = (places * 2, paints * 2);
        let buffer = |label, length: u64| {
            device.create_buffer(&wgpu::BufferDescriptor {
                label: Some(label),
                size: length * STEP,
                usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            })
        };
        let (places, paints) = (buffer("places", places_len), buffer("paints", paints_len));
        let binding = |binding, buffer, floats: usize| wgpu::BindGroupEntry {
            binding,
            resource: wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                buffer,
                offset: 0,
                size: wgpu::BufferSize::new(floats as u64 * 4),
            }),
        };
        let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("map"),
            layout,
            entries: &[binding(0, &places, PLACE_FLOATS), binding(1, &paints, PAINT_FLOATS)],
        });
        Self { places, paints, group, places_len, paints_len }
    }
}

impl CallbackTrait for Frame {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        if let Some(renderer) = resources.get_mut::<Renderer>() {
            renderer.upload(device, queue, self, screen.pixels_per_point);
        }
        Vec::new()
    }

    fn paint(
        &self,
        _info: egui::PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        resources: &CallbackResources,
    ) {
        if let Some(renderer) = resources.get::<Renderer>() {
            renderer.draw(pass, self);
        }
    }
}
